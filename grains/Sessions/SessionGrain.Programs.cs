using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions;

/// <content>What tool calls left running ends with the conversation that began it.</content>
internal sealed partial class SessionGrain
{
    /// <summary>Has runners end what a conversation left running. That they do not hear of it keeps no conversation from ending.</summary>
    private async Task EndPrograms(string sessionKey, string? sessionId)
    {
        if (sessionId is null)
        {
            return;
        }

        try
        {
            await Peer<INodeRouteGrain>().EndPrograms(sessionKey, sessionId);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogProgramsLeft(sessionKey, problem);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Runners could not be told that a conversation of {SessionKey} is over; what it left running ends by its age")]
    private partial void LogProgramsLeft(string sessionKey, Exception problem);
}
