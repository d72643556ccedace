using System.CommandLine;

namespace Moltbot.Cli.Commands;

/// <summary><c>tenants</c>: known by name, so that scripts get a clear answer until it is offered.</summary>
internal static class TenantsCommand
{
    public static Command Make(CommandFactory factory)
    {
        var words = new Argument<string[]>("words") { Description = "not read yet", Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        return factory.Command("tenants", "manage tenants (not offered yet)", static _ => throw new CliException(
            ExitCodes.Failed,
            "managing tenants is not offered yet",
            "an installation without tenants configured has one, named default; every command works on it"), words);
    }
}
