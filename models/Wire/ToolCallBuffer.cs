using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Moltbot.Models.Wire;

/// <summary>Collects the pieces of tool calls that a stream interleaves by index.</summary>
internal sealed class ToolCallBuffer
{
    private const int MaxCalls = 128;
    private SortedDictionary<int, Pending>? calls;

    public bool IsEmpty => calls is not { Count: > 0 };

    public void Add(int index, string? id, string? name, string? arguments)
    {
        calls ??= [];
        if (!calls.TryGetValue(index, out var call))
        {
            if (calls.Count >= MaxCalls)
            {
                throw new JsonException($"The answer has more than {MaxCalls} tool calls.");
            }

            calls[index] = call = new Pending();
        }

        call.Id = string.IsNullOrEmpty(id) ? call.Id : id;
        call.Name = string.IsNullOrEmpty(name) ? call.Name : name;
        call.Arguments.Append(arguments);
    }

    /// <summary>One finished call; null when there is none at that index.</summary>
    public FunctionCallContent? Take(int index) =>
        calls is not null && calls.Remove(index, out var call) ? call.Build(index) : null;

    /// <summary>All that are left, in order.</summary>
    public void TakeAll(IList<AIContent> contents)
    {
        if (calls is null)
        {
            return;
        }

        foreach (var (index, call) in calls)
        {
            contents.Add(call.Build(index));
        }

        calls.Clear();
    }

    private sealed class Pending
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();

        public FunctionCallContent Build(int index) => string.IsNullOrEmpty(Name)
            ? throw new JsonException("A tool call has no name.")
            // Some local servers send no id; one that is unique in its answer serves to match the result.
            : ToolArguments.Parse(Id ?? $"call_{index}", Name, Arguments.ToString());
    }
}
