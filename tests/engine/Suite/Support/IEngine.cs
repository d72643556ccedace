using Moltbot.TestSupport.Time;

namespace Moltbot.Engine.Tests.Suite.Support;

/// <summary>A running engine, as the suite sees it.</summary>
public interface IEngine
{
    /// <summary>A caller outside of all grains.</summary>
    IGrainFactory Grains { get; }

    /// <summary>The clock of grains, timers and reminders.</summary>
    ManualTime Time { get; }

    /// <summary>What the grains' storage named "suite" keeps.</summary>
    SuiteStorage Storage { get; }

    /// <summary>Whether <see cref="IdleAsync"/> tells apart what was used within that time; else it ends whatever is idle.</summary>
    bool MeasuresIdleTime { get; }

    /// <summary>Lets the engine look for idle activations after that time.</summary>
    Task IdleAsync(TimeSpan time);

    /// <summary>Has the engine look again, no later by its clock: some pass over what has only just answered.</summary>
    Task LookAgainAsync();

    /// <summary>Ends when a reminder has been set that is due after that time: the moment to advance the clock.</summary>
    Task ReminderArmedAsync(TimeSpan due);
}
