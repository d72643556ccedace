namespace Moltbot.Runner.Mcp;

/// <summary>What servers of tools may take up. All arbitrary: what one conversation would use, and what an answer for a model has.</summary>
public sealed record McpLimits
{
    /// <summary>Servers at once of one conversation; for one more the one that waited longest ends.</summary>
    public int OfOne { get; init; } = 8;

    /// <summary>Servers at once, in all.</summary>
    public int OfAll { get; init; } = 32;

    /// <summary>A server that nobody called for so long ends.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Bytes that one may say between two questions, and one answer of an address.</summary>
    public int AnswerBytes { get; init; } = 4 << 20;

    /// <summary>Messages that a program may say between two questions: each takes up more than its bytes.</summary>
    public int AnswerMessages { get; init; } = 1000;

    /// <summary>Messages to an address that are no questions, between two questions.</summary>
    public int Replies { get; init; } = 16;

    /// <summary>Answers in which one may say what it has.</summary>
    public int ListPages { get; init; } = 8;
}
