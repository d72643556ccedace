using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Sandboxes;

/// <summary>When the folder of a sandbox is thrown away (security.md §8).</summary>
/// <param name="IdleMinutes">Minutes without use after which it is; 0 for never.</param>
/// <param name="MaxAgeMinutes">Minutes after its making after which it is, once nobody has used it for an hour; 0 for never.</param>
public sealed record SandboxPruning(long IdleMinutes, long MaxAgeMinutes)
{
    private const long MinutesOfHour = 60;
    private const long MinutesOfDay = 24 * MinutesOfHour;

    /// <summary>The longest time that is told apart from never ending: 1,000 years, minutes. More would not fit a date.</summary>
    private const long Longest = 365_250 * MinutesOfDay;

    /// <summary>However old it is, no turn finds its files gone between two of its calls, nor while a person is asked. Arbitrary.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    /// <summary>What counts where nothing is said: a day without use, a week in all.</summary>
    public static SandboxPruning Default { get; } = new(24 * MinutesOfHour, 7 * MinutesOfDay);

    /// <summary>Reads it, the agent's own keys first, each by itself; what one agent says of a sandbox that all share does not count.</summary>
    internal static SandboxPruning Of(ConfigSection own, ConfigSection all, SandboxScope scope)
    {
        if (scope == SandboxScope.Shared)
        {
            own = default;
        }

        return new SandboxPruning(
            IdleOf(own) ?? IdleOf(all) ?? Default.IdleMinutes,
            (own.Section("prune").Long("maxAgeDays") ?? all.Section("prune").Long("maxAgeDays")) is { } days ? Minutes(days, MinutesOfDay) : Default.MaxAgeMinutes);
    }

    /// <summary>Whether a sandbox is thrown away.</summary>
    /// <param name="idle">How long it was not used.</param>
    /// <param name="age">How long ago it was made.</param>
    public bool IsOver(TimeSpan idle, TimeSpan age) =>
        (IdleMinutes > 0 && idle > TimeSpan.FromMinutes(Math.Min(IdleMinutes, Longest)))
        || (MaxAgeMinutes > 0 && age > TimeSpan.FromMinutes(Math.Min(MaxAgeMinutes, Longest)) && idle > Rest);

    /// <summary>The original's key, else the shorter form of it that <see cref="Configuration.ConfigLoader"/> accepts besides.</summary>
    private static long? IdleOf(ConfigSection sandbox) =>
        sandbox.Section("prune").Long("idleHours") is { } hours ? Minutes(hours, MinutesOfHour) : sandbox.Long("pruneMinutes") is { } minutes ? Minutes(minutes, 1) : null;

    private static long Minutes(long count, long each) => Math.Min(Math.Max(count, 0), Longest / each) * each;
}
