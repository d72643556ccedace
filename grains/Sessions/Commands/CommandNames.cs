namespace Moltbot.Grains.Sessions.Commands;

/// <summary>The commands that a session answers without a model, with what they do.</summary>
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
        ("elevated [level]", "off, on, ask, full: for those whom tools.elevated names"),
        ("activation [mode]", "in a group: mention, always"),
        ("send [mode]", "replies of this chat: on, off, inherit"),
    ];

    /// <summary>Whether the session answers the command of that key itself.</summary>
    public static bool Answers(string key) =>
        key is "help" or "commands" or "status" or "whoami" or "new" or "reset" or "think" or "verbose" or "model" or "queue"
            or "activation" or "send" or "elevated";
}
