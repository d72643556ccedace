using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Hooks;

/// <summary>A hook of one's own: which calls it takes, and what it makes of them.</summary>
public sealed record HookMapping
{
    private static readonly HookMapping Mail = new()
    {
        Path = "gmail",
        Name = "Gmail",
        SessionKey = "hook:gmail:{{messages[0].id}}",
        Message = "New email from {{messages[0].from}}\nSubject: {{messages[0].subject}}\n{{messages[0].snippet}}\n{{messages[0].body}}",
    };

    private string? Path { get; init; }

    private string? Source { get; init; }

    private bool Wakes { get; init; }

    private string WakeMode { get; init; } = HookWake.Now;

    private string? Text { get; init; }

    private string? Message { get; init; }

    private string? Name { get; init; }

    private string? SessionKey { get; init; }

    private bool? Deliver { get; init; }

    private string? Model { get; init; }

    private string? Thinking { get; init; }

    private TimeSpan? Timeout { get; init; }

    /// <summary>Whether it names a module that would have to be loaded.</summary>
    private bool HasTransform { get; init; }

    /// <summary>The channel its answers go by; null when it names none.</summary>
    public string? Channel { get; private init; }

    /// <summary>The chat its answers go to; null when it names none, and where a call has a word in it.</summary>
    public string? FixedTo => HookTemplate.IsOpen(To) ? null : To;

    private string? To { get; init; }

    /// <summary>The mappings of a configuration in their order, those of presets last.</summary>
    public static IReadOnlyList<HookMapping> Of(ConfigSection hooks) =>
        [.. hooks.Items("mappings").Select(From), .. hooks.Strings("presets").Contains("gmail", StringComparer.Ordinal) ? new[] { Mail } : []];

    /// <summary>What the first mapping that takes a call makes of it; null when none does.</summary>
    public static HookAction? Apply(IEnumerable<HookMapping> mappings, HookCall call) =>
        mappings.FirstOrDefault(mapping => mapping.Takes(call))?.Make(call);

    private bool Takes(HookCall call) =>
        (Path is null || Path == call.Path) && (Source is null || HookBody.Text(call.Payload, "source") == Source);

    private HookAction Make(HookCall call)
    {
        if (HasTransform)
        {
            return new HookAction(null, null, "hook transforms are not loaded here");
        }

        if (Wakes)
        {
            var text = Fill(Text, call) ?? "";
            return string.IsNullOrWhiteSpace(text) ? new HookAction(null, null, "hook mapping requires text") : new HookAction(new HookWake(text, WakeMode), null, null);
        }

        var message = Fill(Message, call) ?? "";
        return string.IsNullOrWhiteSpace(message)
            ? new HookAction(null, null, "hook mapping requires message")
            : new HookAction(
                null,
                new HookRun(message)
                {
                    Name = Fill(Name, call),
                    WakeMode = WakeMode,
                    SessionKey = Fill(SessionKey, call),
                    IsSessionConfigured = SessionKey is not null && !HookTemplate.IsOpen(SessionKey),
                    Deliver = Deliver,
                    Channel = Channel,
                    To = Fill(To, call),
                    Model = Fill(Model, call),
                    Thinking = Fill(Thinking, call),
                    Timeout = Timeout,
                },
                null);
    }

    private static string? Fill(string? template, HookCall call) =>
        template is null || HookTemplate.Fill(template, call) is not { Length: > 0 } text ? null : text;

    private static HookMapping From(ConfigSection section)
    {
        var match = section.Section("match");
        return new HookMapping
        {
            Path = match.Text("path")?.Trim('/') is { Length: > 0 } path ? path : null,
            Source = match.Text("source"),
            Wakes = section.String("action") == "wake",
            WakeMode = HookWake.ModeOf(section.Element, "wakeMode"),
            Text = section.String("textTemplate"),
            Message = section.String("messageTemplate"),
            Name = section.Text("name"),
            SessionKey = section.Text("sessionKey"),
            Deliver = section.Bool("deliver"),
            Channel = ChannelIds.Normalize(section.Text("channel")),
            To = section.Text("to"),
            Model = section.Text("model"),
            Thinking = section.Text("thinking"),
            Timeout = HookRun.TimeoutOf(section.Get("timeoutSeconds")),
            HasTransform = section.Has("transform"),
        };
    }
}
