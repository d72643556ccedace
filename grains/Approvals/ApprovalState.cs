using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Grains.Approvals;

/// <summary>The row of a request.</summary>
[GenerateSerializer, Alias("moltbot.ApprovalState")]
public sealed record ApprovalState
{
    /// <summary>The request; null in a row of nobody's.</summary>
    [Id(0)] public ApprovalView? View { get; set; }

    /// <summary>A client's request as it was sent; null for an agent's.</summary>
    [Id(1)] public ApprovalRequest? Request { get; set; }

    /// <summary>The conversation of an agent's request; null for a client's.</summary>
    [Id(2)] public string? SessionId { get; set; }

    /// <summary>Whether it may be remembered for the conversation.</summary>
    [Id(3)] public bool OffersSession { get; set; }

    /// <summary>Whether "always" may be answered.</summary>
    [Id(4)] public bool OffersAlways { get; set; }

    /// <summary>The paths that "always" adds.</summary>
    [Id(5)] public IReadOnlyList<string> Remember { get; set; } = [];

    /// <summary>Whether it runs when nobody answers.</summary>
    [Id(6)] public bool RunsUnanswered { get; set; }

    /// <summary>Whether clients and chats were told of it.</summary>
    [Id(7)] public bool Announced { get; set; }

    /// <summary>The chats that were.</summary>
    [Id(8)] public IReadOnlyList<ReplyTarget> Targets { get; set; } = [];

    /// <summary>Whether the alarm was raised.</summary>
    [Id(9)] public bool Alarmed { get; set; }

    /// <summary>Whether everybody was told of its end.</summary>
    [Id(10)] public bool Told { get; set; }

    /// <summary>Whether what it allows was redeemed, or withdrawn before that.</summary>
    [Id(11)] public bool Redeemed { get; set; }

    /// <summary>What a plain "allow" stands for, a word of protocol §5.6 or <c>allow-session</c>; null for <c>allow-once</c>.</summary>
    [Id(12)] public string? Plain { get; set; }

    /// <summary>What the session and the call of an agent's request asked for: the run is decided again when it begins.</summary>
    [Id(13)] public ExecPreferences? Preferences { get; set; }

    /// <summary>The agent as it was named; the view has it as it is shown.</summary>
    [Id(14)] public string? AgentId { get; set; }

    /// <summary>The session as it was named; the view has it as it is shown.</summary>
    [Id(15)] public string? SessionKey { get; set; }
}
