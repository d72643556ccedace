using System.CommandLine;

namespace Moltbot.Cli.Commands;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    public static RootCommand Build(CliHost host, GlobalOptions options)
    {
        var factory = new CommandFactory(host, options);
        var root = new RootCommand("moltbot: the operator's command line of a Moltbot gateway");
        // The built-in one prints the assembly's version; ours prints the product's.
        foreach (var builtIn in root.Options.OfType<VersionOption>().ToList())
        {
            root.Options.Remove(builtIn);
        }

        options.AddTo(root);
        Command[] commands =
        [
            StatusCommands.Status(factory),
            StatusCommands.Health(factory),
            GatewayCommands.Gateway(factory),
            AgentCommand.Make(factory),
            SessionsCommand.Make(factory),
            ModelsCommand.Make(factory),
            ChannelsCommand.Make(factory),
            PairingCommands.Make(factory),
            DevicesCommands.Make(factory),
            SetupCommands.Make(factory),
            ConfigCommands.Make(factory),
            CronCommands.Make(factory),
            TasksCommands.Make(factory),
            SystemCommands.Make(factory),
            LogsCommand.Make(factory),
            AuditCommands.Make(factory),
            PolicyCommands.Make(factory),
            ToolsCommand.Make(factory),
            SandboxCommands.Make(factory),
            SkillsCommands.Make(factory),
            DoctorCommand.Make(factory),
            SecurityCommands.Make(factory),
            TenantsCommand.Make(factory),
            VersionCommand.Make(factory),
        ];
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        root.Subcommands.Add(HelpCommand.Make(root, host));
        var version = new Option<bool>("--version") { Description = "print the version" };
        root.Options.Add(version);
        root.SetAction((parsed, cancel) => parsed.GetValue(version)
            ? VersionCommand.RunAsync(new Invocation(parsed, host, options, cancel))
            : HelpCommand.ShowAsync(root, [], host, ExitCodes.Usage));
        return root;
    }
}
