using Microsoft.Extensions.Logging;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Another activation owns the session; this one ends")]
    private partial void LogLost();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A turn could not go on; it is tried again in {Pause}")]
    private partial void LogRetry(TimeSpan pause, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} was cut off and is taken up again, for the {Times}. time")]
    private partial void LogResumed(string runId, int times);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} was cut off too often and is given up")]
    private partial void LogGivenUp(string runId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No model answered: {Attempts} attempts, the last one failed with {Reason}")]
    private partial void LogModelFailed(int attempts, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The reply of run {RunId} could not be handed to {Channel}")]
    private partial void LogNotDelivered(string runId, string channel, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The reply of run {RunId} is kept back: the send policy does not let it go to {Channel}")]
    private partial void LogKeptBack(string runId, string channel);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Typing could not be shown on {Channel}")]
    private partial void LogTypingFailed(string channel, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Event} could not be published")]
    private partial void LogNotPublished(string @event, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The session index could not be told")]
    private partial void LogNotReported(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was allowed for earlier conversations could not be forgotten; nobody asks about them any more")]
    private partial void LogNotDisallowed(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What run {RunId} used could not be counted")]
    private partial void LogNotCounted(string runId, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Messages} messages of a conversation that did not fit were summarised in {Characters} characters")]
    private partial void LogSummarized(int messages, int characters);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A conversation could not be summarised ({Reason}); what does not fit is left out of prompts")]
    private partial void LogNotSummarized(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No memory could be written before a conversation is summarised: {Reason}")]
    private partial void LogNoMemory(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The stored turn {RunId} could not be read")]
    private partial void LogUnreadable(string runId, Exception error);
}
