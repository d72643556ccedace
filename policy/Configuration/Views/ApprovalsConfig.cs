using Moltbot.Policy.Exec.Approvals;

namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>approvals.exec</c>: who is told of commands that wait for an approval, and who may answer.</summary>
public sealed record ApprovalsConfig
{
    /// <summary>How long a request of an agent waits when nothing is set.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Whether chats are told; <c>notify: true</c> says the same.</summary>
    public bool Enabled { get; init; }

    /// <summary><c>session</c> (where the conversation is), <c>targets</c> or <c>both</c>.</summary>
    public string Mode { get; init; } = "session";

    /// <summary>Only requests of these agents; empty for all.</summary>
    public IReadOnlyList<string> AgentFilter { get; init; } = [];

    /// <summary>Only requests of sessions whose key holds or matches one of these; empty for all.</summary>
    public IReadOnlyList<string> SessionFilter { get; init; } = [];

    public IReadOnlyList<ApprovalTarget> Targets { get; init; } = [];

    /// <summary><c>always</c>, <c>per-session</c> or <c>once</c>; null when not set.</summary>
    public string? ApprovalMode { get; init; }

    /// <summary>How long a request of an agent waits.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>Who may answer from chats, as <c>channel:id</c>; null for the accounts' own lists.</summary>
    public IReadOnlyList<string>? Approvers { get; init; }

    /// <summary>How many approvers have to allow a command.</summary>
    public int Quorum { get; init; } = 1;

    internal static ApprovalsConfig From(ConfigSection section) => new()
    {
        Enabled = section.Bool("enabled") ?? section.Bool("notify") ?? false,
        Mode = section.String("mode") ?? "session",
        AgentFilter = section.Strings("agentFilter"),
        SessionFilter = section.Strings("sessionFilter"),
        Targets =
        [
            .. section.Items("targets").Select(static target => new ApprovalTarget(
                target.String("channel") ?? "", target.String("to") ?? "", target.Text("accountId"),
                target.Text("threadId") ?? target.Long("threadId")?.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        ],
        ApprovalMode = section.String("approvalMode"),
        Timeout = section.Milliseconds("timeoutMs") ?? DefaultTimeout,
        Approvers = section.StringsOrNull("approvers"),
        Quorum = Math.Clamp(section.Int("quorum") ?? 1, 1, 16),
    };
}
