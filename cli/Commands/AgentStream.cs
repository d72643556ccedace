using System.Text.Json;
using Moltbot.Cli.Printing;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Methods.Agents;

namespace Moltbot.Cli.Commands;

/// <summary>The answer of one run as it comes in pieces. With <c>--json</c> nothing is shown until the end.</summary>
internal sealed class AgentStream(Printer printer)
{
    private string _shown = string.Empty;

    /// <summary>The run, once the gateway has accepted it.</summary>
    public string? RunId { get; private set; }

    public void Accepted(JsonElement payload) =>
        RunId = payload.ValueKind is JsonValueKind.Object && payload.TryGetProperty("runId", out var id) ? id.GetString() : null;

    public void Event(string name, JsonElement payload)
    {
        if (name != EventNames.Agent || RunId is null || printer.IsJson || Read(payload) is not { } text)
        {
            return;
        }

        // Each event has the whole text so far; a run that begins its text anew starts a new line.
        if (text.StartsWith(_shown, StringComparison.Ordinal))
        {
            printer.Piece(text[_shown.Length..]);
        }
        else
        {
            printer.Piece($"\n{text}");
        }

        _shown = text;
    }

    /// <summary>Shows what the pieces did not, and ends the line.</summary>
    public void Finish(AgentFinished finished)
    {
        var texts = finished.Result?.Payloads.Select(static reply => reply.Text ?? reply.MediaUrl).OfType<string>().ToList() ?? [];
        var whole = string.Join('\n', texts);
        if (_shown.Length == 0 || whole.StartsWith(_shown, StringComparison.Ordinal))
        {
            printer.Piece(whole[_shown.Length..]);
        }

        if (_shown.Length + whole.Length == 0)
        {
            printer.Note(finished.Summary is { } summary ? $"(no answer: {summary})" : "(no answer)");
        }
        else
        {
            printer.Piece("\n");
        }
    }

    private string? Read(JsonElement payload)
    {
        try
        {
            return payload.Deserialize(EventsJson.Default.AgentEvent) is { Stream: "assistant" } piece && piece.RunId == RunId
                ? piece.Data.Read(EventsJson.Default.AgentAssistantDelta)?.Text
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
