namespace Moltbot.TestSupport.Runs;

/// <summary>How much of a test whose length is free is run: little in the ordinary run, much under <c>./moltbot test --full</c>.</summary>
public static class LongRuns
{
    /// <summary>Whether the long runs were asked for.</summary>
    public static bool AreAskedFor { get; } = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("MOLTBOT_TEST_FULL"));

    /// <summary>How many rounds to run.</summary>
    /// <param name="ordinary">In the ordinary run: a few seconds' worth.</param>
    /// <param name="full">In the long run: a few minutes' worth, since one project has 15.</param>
    public static int Rounds(int ordinary, int full) => AreAskedFor ? full : ordinary;
}
