namespace Moltbot.TestSupport.Discord;

/// <summary>A command or button that somebody used.</summary>
public sealed class SimulatedInteraction(string id, string token, SimulatedDiscordChannel place, DateTimeOffset at)
{
    public string Id => id;

    /// <summary>Lets whoever has it answer.</summary>
    public string Token => token;

    public SimulatedDiscordChannel Place => place;

    public DateTimeOffset At => at;

    /// <summary>The type of the first answer; null while there is none, which people see as a failure after 3 s.</summary>
    public int? Answer { get; internal set; }
}
