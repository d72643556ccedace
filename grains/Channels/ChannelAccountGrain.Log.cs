using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Grains.Channels;

internal sealed partial class ChannelAccountGrain
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Update of kind {Kind}: {Outcome}")]
    private partial void LogTakenIn(InboundKind kind, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "Update {UpdateId} is stored and could not be taken in; it will be tried again")]
    private partial void LogNotTakenIn(string updateId, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Where the platform's stream stands could not be stored; the next renewal tries again")]
    private partial void LogCursorNotKept(Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The stored updates could not be read; that will be tried again")]
    private partial void LogDrainFailed(Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "A session could not be told what became of its reply; that will be tried again")]
    private partial void LogNotTold(Exception problem);
}
