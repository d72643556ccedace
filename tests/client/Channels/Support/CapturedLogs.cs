using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Support;

/// <summary>Keeps every line that would be logged, values included.</summary>
internal sealed class CapturedLogs : ILoggerFactory, ILogger
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> watchers = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Completes with the next line that holds a text.</summary>
    public Task When(string part) =>
        watchers.GetOrAdd(part, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task.InTime();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
        var line = $"{logLevel} {formatter(state, exception)} {values} {exception}";
        Lines.Enqueue(line);
        foreach (var (part, met) in watchers)
        {
            if (line.Contains(part, StringComparison.Ordinal))
            {
                met.TrySetResult();
            }
        }
    }

    public void Dispose()
    {
    }
}
