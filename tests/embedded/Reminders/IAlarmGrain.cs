namespace Moltbot.Embedded.Tests.Reminders;

public interface IAlarmGrain : IGrainWithStringKey
{
    Task Set(TimeSpan due, TimeSpan period);

    Task EndWhatWasChanged(TimeSpan period);
}
