using Microsoft.Extensions.Logging;

namespace Moltbot.Embedded.Engine;

internal static partial class EngineLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Activating {Grain} failed")]
    public static partial void ActivationFailed(ILogger logger, Exception error, string grain);

    [LoggerMessage(Level = LogLevel.Error, Message = "Deactivating {Grain} failed; it has ended all the same")]
    public static partial void DeactivationFailed(ILogger logger, Exception error, string grain);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A timer of {Grain} failed; it goes on")]
    public static partial void TimerFailed(ILogger logger, Exception error, string grain);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A callback of the cancellation of {Call} failed")]
    public static partial void CancellationFailed(ILogger logger, Exception error, string call);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} activations had not ended when the time for stopping was over")]
    public static partial void StoppedEarly(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminder {Name} of {Grain} failed; its next tick comes in its time")]
    public static partial void ReminderFailed(ILogger logger, Exception error, string name, string grain);

    [LoggerMessage(Level = LogLevel.Error, Message = "The reminder table cannot be read; another try comes in {Delay}")]
    public static partial void RemindersUnread(ILogger logger, Exception error, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Information, Message = "Embedded grain engine: {Classes} grain classes, {Reminders} reminders")]
    public static partial void Started(ILogger logger, int classes, int reminders);
}
