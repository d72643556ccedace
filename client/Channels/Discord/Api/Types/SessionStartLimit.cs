namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>How often a bot may identify in a day.</summary>
internal sealed record SessionStartLimit
{
    public int Total { get; init; }

    public int Remaining { get; init; }

    /// <summary>When it begins anew, milliseconds.</summary>
    public long ResetAfter { get; init; }

    /// <summary>So many connections may identify within 5 s.</summary>
    public int MaxConcurrency { get; init; } = 1;
}
