namespace Moltbot.Policy.Access.Commands;

/// <summary>Who may run control commands such as <c>/stop</c> (security.md §5).</summary>
public static class CommandGate
{
    /// <param name="useAccessGroups">Whether a list must name the sender; without any list nobody may.</param>
    /// <param name="authorizers">The lists.</param>
    /// <param name="ungated">What holds without access groups.</param>
    public static bool IsAuthorized(
        bool useAccessGroups, IReadOnlyCollection<CommandAuthorizer> authorizers, UngatedCommands ungated = UngatedCommands.Allow)
    {
        var isNamed = authorizers.Any(each => each is { IsConfigured: true, IsAllowed: true });
        return (useAccessGroups, ungated) switch
        {
            (true, _) => isNamed,
            (_, UngatedCommands.Allow) => true,
            (_, UngatedCommands.Deny) => false,
            _ => isNamed || !authorizers.Any(each => each.IsConfigured),
        };
    }

    /// <summary>Whether a message is to be dropped because it is a command of somebody who may not give it.</summary>
    public static bool ShouldBlock(bool allowTextCommands, bool isControlCommand, bool isAuthorized) =>
        allowTextCommands && isControlCommand && !isAuthorized;
}
