using System.Globalization;

namespace Moltbot.TestSupport.Runs;

/// <summary>
/// How much of a test whose length is free is run: little in the ordinary run, much under <c>./moltbot test --full</c>, least where
/// mutations are measured and each of thousands runs the tests again (<c>MOLTBOT_TEST_ROUNDS</c>, the most rounds of any test).
/// </summary>
public static class LongRuns
{
    /// <summary>Whether the long runs were asked for.</summary>
    public static bool AreAskedFor { get; } = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("MOLTBOT_TEST_FULL"));

    private static readonly int Most =
        int.TryParse(Environment.GetEnvironmentVariable("MOLTBOT_TEST_ROUNDS"), CultureInfo.InvariantCulture, out int most) ? most : int.MaxValue;

    /// <summary>How many rounds to run.</summary>
    /// <param name="ordinary">In the ordinary run: a few seconds' worth.</param>
    /// <param name="full">In the long run: a few minutes' worth.</param>
    public static int Rounds(int ordinary, int full) => Math.Min(AreAskedFor ? full : ordinary, Most);

    /// <summary>How many rounds to run where more of them would find no more.</summary>
    /// <param name="ordinary">In the ordinary run and in the long one.</param>
    public static int Rounds(int ordinary) => Rounds(ordinary, ordinary);
}
