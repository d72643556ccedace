using Microsoft.Extensions.Logging;

namespace Moltbot.Grains.Approvals;

internal sealed partial class ApprovalGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of a request for an approval could not be told to all; it is tried again")]
    private partial void LogNotTold(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Approval {Id} waits, and nobody who could give it was reached")]
    private partial void LogUnseen(string id);
}
