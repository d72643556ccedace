using Moltbot.Bench.Machine;
using Moltbot.Bench.Report;
using Moltbot.Policy.Devices;

namespace Moltbot.Bench.Policies;

/// <summary>
/// What a comparison of secrets takes, by where the presented one begins to differ: the same everywhere, so that its time tells nothing of the
/// expected one. An ordinary comparison of long texts stands beside it, to show that the measure would see the difference.
/// </summary>
internal static class SecretBenchmarks
{
    private const int Length = 48;
    private const int LongLength = 4096;
    private const int Comparisons = 20_000;

    /// <summary>Rounds, in each of which every case has its turn: what else the machine does falls on all alike. Odd, for a median.</summary>
    private const int Rounds = 21;

    /// <summary>How far two medians may be from each other on a busy machine.</summary>
    private const double Noise = 0.05;

    public static int Run()
    {
        Console.WriteLine($"Machine: {MachineDescription.Describe(Path.GetTempPath())}.\n");
        Console.WriteLine($"| {"presented",-44} | {"ns each",9} | {"against the right one",21} |");
        Console.WriteLine($"| {new string('-', 44)} | {new string('-', 9)} | {new string('-', 21)} |");
        string expected = Secret(Length), stored = SecretComparison.Hash(expected);
        bool isFlat = IsFlat(Compare("in the clear", Length, presented => SecretComparison.AreEqual(presented, expected)))
            & IsFlat(Compare("by its stored hash", Length, presented => SecretComparison.MatchesHash(presented, stored)));
        string longText = Secret(LongLength);
        bool isSeen = !IsFlat(Compare($"ordinary, {LongLength} characters", LongLength, presented => string.Equals(presented, longText, StringComparison.Ordinal)));
        Console.WriteLine($"\nThe same wherever it differs: {Figures.Goal($"within {Noise:P0}", isFlat)}. Of an ordinary comparison the difference {(isSeen ? "is" : "is not")} seen.");
        return 0;
    }

    /// <summary>Prints the cases, and answers what each took against the right secret.</summary>
    private static double[] Compare(string how, int length, Func<string, bool> compare)
    {
        string right = new(Secret(length));
        (string Name, string Presented)[] cases =
        [
            ("the right one", right),
            ("wrong in the first character", "?" + right[1..]),
            ("wrong in the middle", right[..(length / 2)] + "?" + right[((length / 2) + 1)..]),
            ("wrong in the last character", right[..^1] + "?"),
        ];
        var times = new double[cases.Length][];
        for (int each = 0; each < cases.Length; each++)
        {
            times[each] = new double[Rounds];
            Time(compare, cases[each].Presented);
        }

        for (int round = 0; round < Rounds; round++)
        {
            for (int each = 0; each < cases.Length; each++)
            {
                times[each][round] = Time(compare, cases[each].Presented);
            }
        }

        double[] medians = [.. times.Select(static rounds => rounds.Order().ElementAt(Rounds / 2))];
        for (int each = 0; each < cases.Length; each++)
        {
            Console.WriteLine($"| {how + ": " + cases[each].Name,-44} | {Figures.Number(medians[each]),9} | {medians[each] / medians[0],21:0.000} |");
        }

        return [.. medians.Select(median => median / medians[0])];
    }

    private static bool IsFlat(double[] ratios) => ratios.All(static ratio => Math.Abs(ratio - 1) < Noise);

    /// <summary>Nanoseconds of CPU time for a comparison.</summary>
    private static double Time(Func<string, bool> compare, string presented)
    {
        TimeSpan began = Environment.CpuUsage.TotalTime;
        int equal = 0;
        for (int i = 0; i < Comparisons; i++)
        {
            equal += compare(presented) ? 1 : 0;
        }

        GC.KeepAlive(equal);
        return (Environment.CpuUsage.TotalTime - began).TotalNanoseconds / Comparisons;
    }

    private static string Secret(int length) => string.Create(length, 0, static (text, _) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)('a' + (i * 7 % 26));
        }
    });
}
