namespace Moltbot.Policy.Commands;

/// <summary>The levels a session may be set to, and the words people use for them; null for an unknown word.</summary>
public static class Levels
{
    /// <summary>Reads a thinking level.</summary>
    public static string? Thinking(string? raw) => Key(raw) switch
    {
        "off" => "off",
        "think" or "min" or "minimal" => "minimal",
        "on" or "enable" or "enabled" or "low" or "thinkhard" or "think-hard" or "think_hard" => "low",
        "mid" or "med" or "medium" or "thinkharder" or "think-harder" or "harder" => "medium",
        "high" or "ultra" or "ultrathink" or "thinkhardest" or "highest" or "max" => "high",
        "xhigh" or "x-high" or "x_high" => "xhigh",
        _ => null,
    };

    /// <summary>Reads a verbosity level.</summary>
    public static string? Verbose(string? raw) => Key(raw) switch
    {
        "off" or "false" or "no" or "0" => "off",
        "full" or "all" or "everything" => "full",
        "on" or "minimal" or "true" or "yes" or "1" => "on",
        _ => null,
    };

    /// <summary>Reads a level of elevated rights.</summary>
    public static string? Elevated(string? raw) => Key(raw) switch
    {
        "off" or "false" or "no" or "0" => "off",
        "full" or "auto" or "auto-approve" or "autoapprove" => "full",
        "ask" or "prompt" or "approval" or "approve" => "ask",
        "on" or "true" or "yes" or "1" => "on",
        _ => null,
    };

    /// <summary>What an elevated level means: <c>on</c> still asks.</summary>
    public static string ElevatedMode(string? level) => level switch
    {
        null or "off" => "off",
        "full" => "full",
        _ => "ask",
    };

    /// <summary>Reads a level of shown reasoning.</summary>
    public static string? Reasoning(string? raw) => Key(raw) switch
    {
        "off" or "false" or "no" or "0" or "hide" or "hidden" or "disable" or "disabled" => "off",
        "on" or "true" or "yes" or "1" or "show" or "visible" or "enable" or "enabled" => "on",
        "stream" or "streaming" or "draft" or "live" => "stream",
        _ => null,
    };

    /// <summary>Reads what of the usage is shown under answers.</summary>
    public static string? Usage(string? raw) => Key(raw) switch
    {
        "off" or "false" or "no" or "0" or "disable" or "disabled" => "off",
        "on" or "true" or "yes" or "1" or "enable" or "enabled" or "tokens" or "token" or "tok" or "minimal" or "min" => "tokens",
        "full" or "session" => "full",
        _ => null,
    };

    private static string? Key(string? raw) => raw?.Trim().ToLowerInvariant();
}
