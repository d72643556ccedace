using Microsoft.Extensions.Logging;

namespace Moltbot.Runner;

/// <summary>What a runner tells whoever runs it: a line each, on the error stream. What goes on being so is told once.</summary>
internal sealed class Notices(TextWriter errors) : ILogger
{
    private readonly Lock _gate = new();
    private string? _last;

    /// <summary>Tells something, unless it was the last that was told.</summary>
    public void Say(string text)
    {
        // What a gateway says is in it, and control characters would be acted on by a terminal.
        var line = string.Concat(text.Select(static letter => char.IsControl(letter) ? ' ' : letter));
        lock (_gate)
        {
            if (line != _last)
            {
                _last = line;
                errors.WriteLine($"runner: {line}");
                errors.Flush();
            }
        }
    }

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Say(exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception.Message}");
        }
    }

    /// <summary>As the log of a type.</summary>
    public ILogger<T> For<T>() => new Named<T>(this);

    private sealed class Named<T>(Notices all) : ILogger<T>
    {
        public bool IsEnabled(LogLevel logLevel) => all.IsEnabled(logLevel);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.Log(logLevel, eventId, state, exception, formatter);
    }
}
