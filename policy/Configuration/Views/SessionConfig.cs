namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>session</c>: which conversation a message belongs to and how long it lasts.</summary>
public sealed record SessionConfig
{
    /// <summary>What starts a new session when nothing is configured.</summary>
    public static readonly IReadOnlyList<string> DefaultResetTriggers = ["/new", "/reset"];

    /// <summary><c>per-sender</c> or <c>global</c>.</summary>
    public string Scope { get; init; } = "per-sender";

    public bool IsGlobal => Scope == "global";

    /// <summary><c>main</c>, <c>per-peer</c>, <c>per-channel-peer</c> or <c>per-account-channel-peer</c>.</summary>
    public string DmScope { get; init; } = "main";

    /// <summary>The configured name of the main session; null for <c>main</c>.</summary>
    public string? MainKey { get; init; }

    /// <summary>Name → the ids (<c>id</c> or <c>channel:id</c>) of the person behind it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> IdentityLinks { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    public IReadOnlyList<string> ResetTriggers { get; init; } = DefaultResetTriggers;

    /// <summary>The older form of an idle reset, in minutes; null when not set.</summary>
    public int? IdleMinutes { get; init; }

    /// <summary>The general reset rule; null when not set.</summary>
    public ResetRuleConfig? Reset { get; init; }

    /// <summary>Rules for <c>dm</c>, <c>group</c> and <c>thread</c>.</summary>
    public IReadOnlyDictionary<string, ResetRuleConfig> ResetByType { get; init; } = new Dictionary<string, ResetRuleConfig>(StringComparer.Ordinal);

    /// <summary>Rules per channel id; such a rule replaces all others.</summary>
    public IReadOnlyDictionary<string, ResetRuleConfig> ResetByChannel { get; init; } = new Dictionary<string, ResetRuleConfig>(StringComparer.Ordinal);

    public SendPolicyConfig? SendPolicy { get; init; }

    /// <summary><c>never</c>, <c>instant</c>, <c>thinking</c> or <c>message</c>; null when not set.</summary>
    public string? TypingMode { get; init; }

    public TimeSpan? TypingInterval { get; init; }

    /// <summary>Most turns two agents may exchange on their own (0–5).</summary>
    public int MaxPingPongTurns { get; init; } = 5;

    internal static SessionConfig From(ConfigSection section) => new()
    {
        Scope = section.String("scope") ?? "per-sender",
        DmScope = section.String("dmScope") ?? "main",
        MainKey = section.Text("mainKey"),
        IdentityLinks = section.Entries("identityLinks").ToDictionary(
            static entry => entry.Key,
            static entry => ConfigSection.StringsOf(entry.Value) ?? [],
            StringComparer.Ordinal),
        ResetTriggers = section.StringsOrNull("resetTriggers") ?? DefaultResetTriggers,
        IdleMinutes = section.Int("idleMinutes"),
        Reset = ResetRuleConfig.From(section.Section("reset")),
        ResetByType = ResetRuleConfig.Map(section, "resetByType"),
        ResetByChannel = ResetRuleConfig.Map(section, "resetByChannel"),
        SendPolicy = SendPolicyConfig.From(section.Section("sendPolicy")),
        TypingMode = section.String("typingMode"),
        TypingInterval = section.Seconds("typingIntervalSeconds"),
        MaxPingPongTurns = section.Section("agentToAgent").Int("maxPingPongTurns") ?? 5,
    };
}
