namespace Moltbot.Bench.Report;

/// <summary>What the original (clawdbot 2026.1.24-3, protocol 3) was measured to do on two cores with its load generator beside it.</summary>
internal static class Original
{
    public const double TurnsAtOne = 19.7;
    public const double TurnsAtSixteen = 9.1;

    /// <summary>Of which 28 % failed.</summary>
    public const double TurnsAtFifty = 4.2;
    public const double CpuPerTurnMs = 51;
    public const double CheapestPerSecond = 36_201;
    public const double HealthPerSecond = 1_773;
    public const double ConnectsPerSecond = 193;

    /// <summary>How many more connect in a second while 1,000 are connected.</summary>
    public const double ConnectsAtThousand = 22;
    public const double IdleMegabytes = 258;
    public const double StartSeconds = 5.4;
}
