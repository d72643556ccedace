using System.Globalization;
using System.Numerics;

namespace Moltbot.Policy.Cron;

/// <summary>One field of a cron expression: the numbers it names, as bits.</summary>
internal sealed class CronField
{
    private readonly ulong _bits;

    private CronField(ulong bits, bool isOpen) => (_bits, IsOpen) = (bits, isOpen);

    /// <summary>Whether it was written with <c>*</c> or <c>?</c>, with or without a step.</summary>
    public bool IsOpen { get; }

    /// <summary>Whether the field names the number.</summary>
    public bool Has(int number) => (_bits & (1UL << number)) != 0;

    /// <summary>The smallest number it names that is not below; -1 when there is none.</summary>
    /// <param name="number">0 to 63.</param>
    public int From(int number)
    {
        var rest = _bits & (ulong.MaxValue << number);
        return rest == 0 ? -1 : BitOperations.TrailingZeroCount(rest);
    }

    /// <summary>Reads a field: numbers, names, <c>a-b</c>, <c>*</c>, each perhaps with <c>/step</c>, separated by commas.</summary>
    /// <param name="kind">What the field counts.</param>
    /// <param name="text">The field as written.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public static CronField? Read(CronFieldKind kind, string text, out string? problem)
    {
        ulong bits = 0;
        var isOpen = false;
        foreach (var part in text.Split(','))
        {
            if (Part(kind, part, ref isOpen) is not { } named)
            {
                problem = $"{kind.Name} '{text}' is not understood: allowed are {kind.Allowed}, lists (a,b), ranges (a-b), steps (*/n, a-b/n) and *";
                return null;
            }

            bits |= named;
        }

        problem = null;
        return new CronField(kind.Folded(bits), isOpen);
    }

    private static ulong? Part(CronFieldKind kind, string part, ref bool isOpen)
    {
        var slash = part.Split('/');
        if (slash.Length > 2)
        {
            return null;
        }

        var step = 1;
        if (slash.Length == 2 && (!TryNumber(slash[1], out step) || step < 1 || step > kind.Last))
        {
            return null;
        }

        int first, last;
        if (slash[0] is "*" or "?")
        {
            (first, last) = (kind.First, kind.Last);
            isOpen = true;
        }
        else
        {
            var ends = slash[0].Split('-');
            if (ends.Length > 2 || kind.NumberOf(ends[0]) is not { } from || kind.NumberOf(ends[^1]) is not { } to)
            {
                return null;
            }

            // "a/n" goes on to the end, as in the original's library; "a-b" must go upwards.
            (first, last) = (from, slash.Length == 2 && ends.Length == 1 ? kind.Last : to);
            if (first > last)
            {
                return null;
            }
        }

        ulong bits = 0;
        for (var number = first; number <= last; number += step)
        {
            bits |= 1UL << number;
        }

        return bits;
    }

    /// <summary>Digits alone: no sign, no blanks.</summary>
    internal static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
