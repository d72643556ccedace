namespace Moltbot.Policy.Access.Commands;

/// <summary>What holds for commands when <c>commands.useAccessGroups</c> is off.</summary>
public enum UngatedCommands
{
    Allow,
    Deny,

    /// <summary>Only those a configured list names; everybody where none is configured.</summary>
    Configured,
}
