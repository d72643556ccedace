using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Policy.Conversations;

namespace Moltbot.Grains.Sessions.Transcript;

/// <summary>A message of a conversation that memory holds, with what prompts have of it.</summary>
internal sealed class HeldMessage
{
    /// <summary>What a message weighs beside its characters.</summary>
    private const int Overhead = 64;

    private readonly int _callCharacters;

    /// <param name="sequence">Its number in the transcript.</param>
    /// <param name="entry">The message.</param>
    public HeldMessage(long sequence, TranscriptEntry entry)
    {
        Sequence = sequence;
        Entry = entry;
        _callCharacters = entry.Calls.Sum(static call => call.Name.Length + call.ArgumentsJson.Length);
        Weight = Overhead + Math.Max(entry.Text.Length, entry.PromptText?.Length ?? 0) + _callCharacters;
        Show(null);
    }

    public long Sequence { get; }

    public TranscriptEntry Entry { get; }

    /// <summary>Characters that memory holds of it, with overhead.</summary>
    public int Weight { get; }

    /// <summary>Made once: a prompt of a thousand messages costs a thousand references.</summary>
    public ChatMessage? Prompt { get; private set; }

    /// <summary>Characters that a prompt has of it, with overhead; 0 for one that no prompt has.</summary>
    public int Shown { get; private set; }

    private string Told => Entry.PromptText ?? Entry.Text;

    /// <summary>Sets what prompts have of it.</summary>
    /// <param name="result">What stands in place of a tool's result; null for itself.</param>
    public void Show(string? result)
    {
        Prompt = !Entry.InPrompt
            ? null
            : Entry.Role switch
            {
                TranscriptEntry.User => new ChatMessage(ChatRole.User, Told),
                TranscriptEntry.Assistant when Entry.Calls.Count > 0 => new ChatMessage(ChatRole.Assistant, [.. Entry.Calls.Select(Call)]),
                TranscriptEntry.Assistant => new ChatMessage(ChatRole.Assistant, Entry.Text),
                TranscriptEntry.ToolResult when Entry.CallId is { } callId =>
                    new ChatMessage(ChatRole.Tool, [new FunctionResultContent(callId, result ?? Told)]),
                _ => null,
            };
        Shown = Prompt is null ? 0 : Overhead + (result ?? Told).Length + _callCharacters;
    }

    /// <summary>What it is to the rules that make prompts shorter: as a whole, whatever was made shorter before.</summary>
    /// <param name="names">The tools, by the ids of the calls so far.</param>
    public PromptPiece Piece(Dictionary<string, string> names) => Entry.Role switch
    {
        TranscriptEntry.ToolResult => new PromptPiece(PieceKind.ToolResult, Told.Length, Told, names.GetValueOrDefault(Entry.CallId!)),
        TranscriptEntry.Assistant => new PromptPiece(PieceKind.Assistant, Told.Length + _callCharacters),
        _ => new PromptPiece(PieceKind.User, Told.Length),
    };

    private static FunctionCallContent Call(ToolCall call)
    {
        using JsonDocument arguments = JsonDocument.Parse(call.ArgumentsJson);
        return new FunctionCallContent(call.Id, call.Name, arguments.RootElement.EnumerateObject()
            .ToDictionary(static argument => argument.Name, static argument => (object?)argument.Value.Clone(), StringComparer.Ordinal));
    }
}
