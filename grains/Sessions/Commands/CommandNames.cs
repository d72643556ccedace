namespace Moltbot.Grains.Sessions.Commands;

/// <summary>The commands that a session answers without a model, and their other names.</summary>
internal static class CommandNames
{
    public static IReadOnlyList<(string Name, string Help)> Listed { get; } =
    [
        ("help", "what I understand"),
        ("commands", "all commands"),
        ("status", "model, tokens, queue"),
        ("whoami", "your ids on this channel"),
        ("new [text]", "begin a new conversation"),
        ("reset [text]", "the same as /new"),
        ("stop", "stop what runs"),
        ("think <level>", "off, minimal, low, medium, high, xhigh"),
        ("verbose <level>", "on, off, full"),
        ("model [provider/model]", "show or choose the model"),
        ("queue [mode]", "collect, followup, steer, interrupt"),
    ];

    /// <summary>The first name of a command; null when it is none of these.</summary>
    public static string? Find(string name) => name.ToLowerInvariant() switch
    {
        "help" => "help",
        "commands" => "commands",
        "status" => "status",
        "whoami" or "id" => "whoami",
        "new" or "reset" => "new",
        "think" or "thinking" or "t" => "think",
        "verbose" or "v" => "verbose",
        "model" => "model",
        "queue" => "queue",
        _ => null,
    };

    /// <summary>Whether text may follow.</summary>
    public static bool TakesArgument(string name) => name is "new" or "think" or "verbose" or "model" or "queue";
}
