namespace Moltbot.Runner.Programs;

/// <summary>What programs may take up that outlive their calls. All arbitrary: what one conversation would still keep an eye on.</summary>
public sealed record ProgramLimits
{
    /// <summary>Running at once, of one conversation.</summary>
    public int OfOne { get; init; } = 4;

    /// <summary>Running at once, in all.</summary>
    public int OfAll { get; init; } = 32;

    /// <summary>Ended ones of which it is still known how, in all; of more the oldest are forgotten.</summary>
    public int Ended { get; init; } = 64;

    /// <summary>After this one is ended.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For so long it is known how one ended.</summary>
    public TimeSpan Remembered { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Characters of its output that are kept.</summary>
    public int KeptChars { get; init; } = 100_000;

    /// <summary>Bytes that are written to one at once.</summary>
    public int InputBytes { get; init; } = 64 << 10;
}
