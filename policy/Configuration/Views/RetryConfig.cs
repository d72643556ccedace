namespace Moltbot.Policy.Configuration.Views;

/// <summary>How calls to a platform are repeated (<c>retry</c> of a channel).</summary>
/// <param name="Attempts">Calls in all, at least 1.</param>
/// <param name="MinDelayMs">Wait before the first repetition; doubles with each.</param>
/// <param name="MaxDelayMs">Longest wait, at least the shortest.</param>
/// <param name="Jitter">Share of the wait that varies by chance, 0–1.</param>
public sealed record RetryConfig(int Attempts, int MinDelayMs, int MaxDelayMs, double Jitter)
{
    public static readonly RetryConfig Default = new(3, 300, 30_000, 0);

    /// <summary>Telegram's limits allow a call per chat and second, so the first wait is short.</summary>
    public static readonly RetryConfig Telegram = new(3, 400, 30_000, 0.1);

    public static readonly RetryConfig Discord = new(3, 500, 30_000, 0.1);

    /// <summary>These settings with what a section sets, brought into bounds.</summary>
    public RetryConfig With(ConfigSection section)
    {
        var shortest = Whole(section.Number("minDelayMs") ?? MinDelayMs, 0);
        return new RetryConfig(
            Whole(section.Number("attempts") ?? Attempts, 1),
            shortest,
            Whole(section.Number("maxDelayMs") ?? MaxDelayMs, shortest),
            Math.Clamp(section.Number("jitter") ?? Jitter, 0, 1));
    }

    private static int Whole(double value, int least) => (int)Math.Clamp(Math.Round(value, MidpointRounding.AwayFromZero), least, int.MaxValue);
}
