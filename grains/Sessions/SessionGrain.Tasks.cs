using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Tasks;

namespace Moltbot.Grains.Sessions;

/// <content>Turns that the tenant's task queue begins.</content>
internal sealed partial class SessionGrain
{
    /// <summary>Tells the queue of its run's end. Not awaited: it may be waiting for this session, and asks by itself for what it was not told.</summary>
    private async Task TellTasks(TurnRequest request, RunStatus outcome)
    {
        if (request.Origin != TurnOrigin.QueuedTask)
        {
            return;
        }

        try
        {
            await Peer<ITasksGrain>().Ended(outcome);
        }
        catch (Exception e)
        {
            LogNotPublished(nameof(ITasksGrain.Ended), e);
        }
    }
}
