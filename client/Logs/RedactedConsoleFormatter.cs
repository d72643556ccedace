using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Moltbot.Policy.Redaction;

namespace Moltbot.Gateway.Logs;

/// <summary>
/// A log line for the console, as .NET's simple formatter writes one: <c>12:34:56 warn: Category[7] message</c>; in UTC, without colours,
/// secrets, line breaks and anything that a terminal would obey (K1, K2). The console is the operator's, and so are the patterns.
/// </summary>
internal sealed class RedactedConsoleFormatter(TenantRedactions redactions, TimeProvider time) : ConsoleFormatter(Registered)
{
    public const string Registered = "moltbot";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        RedactionRules rules = redactions.ForLogs(null);
        textWriter.Write(time.GetUtcNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture));
        textWriter.Write(NameOf(logEntry.LogLevel));
        textWriter.Write(": ");
        textWriter.Write(logEntry.Category);
        textWriter.Write(string.Create(CultureInfo.InvariantCulture, $"[{logEntry.EventId.Id}] "));
        textWriter.Write(LogLine.Clean(logEntry.Formatter(logEntry.State, logEntry.Exception), LogLine.MaxMessage, rules));
        if (logEntry.Exception is { } error)
        {
            textWriter.Write(' ');
            textWriter.Write(LogLine.Clean(error.ToString().ReplaceLineEndings(" "), LogLine.MaxTrace, rules));
        }

        textWriter.Write('\n');
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
