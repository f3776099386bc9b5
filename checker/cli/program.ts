import { Console } from "node:console";
import { Command, CommanderError } from "commander";
import { type CommandRow, check, list, mutants, replay, simulate } from "./commands.ts";
import { complain } from "./complain.ts";
import { balance, get, openAccount, put, runCommit, runStore, transfer } from "./nodes/node-commands.ts";
import { addOptions } from "./options.ts";
import { version } from "./version.ts";

/** Runs the command line and gives the exit status. Whatever is wrong with the call itself is status 2. */
export const run = async (argv: readonly string[]): Promise<number> => {
  let status = 0;
  const program = new Command("quorate")
    .description("Distributed protocols as typed transition relations, checked exhaustively.")
    .version(version())
    .showHelpAfterError("(--help says what there is)")
    .exitOverride();
  const done = (result: number) => {
    status = result;
  };
  install(program, list, done);
  install(program, check, done);
  install(program, simulate, done);
  install(program, mutants, done);
  install(program, replay, done);
  const running = program.command("run").description("run a node of a protocol as this process");
  install(running, runStore, done);
  install(running, runCommit, done);
  install(program, put, done);
  install(program, get, done);
  const accounts = program.command("account").description("accounts of a store that runs two-phase-commit");
  install(accounts, openAccount, done);
  install(accounts, balance, done);
  install(program, transfer, done);
  try {
    await program.parseAsync(argv, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return complain(error, argv.includes("--stack"));
  }
};

const install = <F extends object>(program: Command, row: CommandRow<F>, done: (status: number) => void): void => {
  const command = program.command(row.usage).description(row.says).addHelpText("after", `\n${row.more}`);
  addOptions(command, row.options).action(async () => {
    const run = await row.load();
    const flags = command.opts<F>();
    // What a user's module prints is none of the lines of JSON.
    if ("json" in flags) globalThis.console = new Console(process.stderr);
    done(await run(command.args, flags));
  });
};
