namespace Moltbot.Bench.Measures;

/// <summary>Two measures of one round: what else the machine does falls on both, and each comes first in half of the rounds.</summary>
internal static class Pair
{
    public static async Task<(T One, T Other)> Take<T>(int round, Func<Task<T>> one, Func<Task<T>> other)
    {
        if ((round & 1) == 0)
        {
            return (await one(), await other());
        }

        T first = await other();
        return (await one(), first);
    }
}
