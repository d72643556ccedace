namespace Moltbot.Policy.Commands;

/// <summary>The commands <c>/activation</c> and <c>/send</c>, which switch something of a session.</summary>
/// <param name="IsPresent">Whether the text is the command.</param>
/// <param name="Mode">What it switches to; null when it names nothing known.</param>
public sealed record SessionSwitch(bool IsPresent, string? Mode)
{
    private static readonly SessionSwitch None = new(false, null);

    /// <summary><c>/activation mention|always</c>.</summary>
    public static SessionSwitch Activation(string? text) => Read(text, "activation", ActivationMode);

    /// <summary><c>/send on|off|inherit</c>.</summary>
    public static SessionSwitch Send(string? text) => Read(text, "send", SendMode);

    /// <summary>What a word after <c>/activation</c> means: <c>mention</c>, <c>always</c> or null.</summary>
    public static string? ActivationMode(string? word) => word?.ToLowerInvariant() is ("mention" or "always") and var mode ? mode : null;

    /// <summary>What a word after <c>/send</c> means: <c>allow</c>, <c>deny</c>, <c>inherit</c> or null.</summary>
    public static string? SendMode(string? word) => word?.ToLowerInvariant() switch
    {
        "on" or "allow" => "allow",
        "off" or "deny" => "deny",
        "inherit" or "default" or "reset" => "inherit",
        _ => null,
    };

    private static SessionSwitch Read(string? text, string key, Func<string?, string?> mode)
    {
        if (text is null || ChatCommands.Resolve(text) is not { } found || found.Command.Key != key)
        {
            return None;
        }

        return found.Arguments is { } word && !word.All(char.IsAsciiLetter) ? None : new SessionSwitch(true, mode(found.Arguments));
    }
}
