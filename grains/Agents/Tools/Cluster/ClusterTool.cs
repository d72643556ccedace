using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.GrainInterfaces.Policy;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>A tool that needs no runner: the cluster answers it by asking grains of the session's tenant.</summary>
/// <param name="Declaration">What a model is told of it.</param>
internal sealed record ClusterTool(AIFunctionDeclaration Declaration)
{
    /// <summary>The name under which policy knows it.</summary>
    public string Name => Declaration.Name;

    /// <summary>Whether only turns have it in which nobody speaks but owners and who may administer (<see cref="ToolContext.Keeper"/>); for all others there is no such tool.</summary>
    public bool IsKeepers { get; init; }

    /// <summary>Whether only turns have it in which nobody else is heard or reads along (<see cref="ToolContext.ReadsMemory"/>).</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether only turns that write to chats have it (<see cref="ToolContext.WritesToChats"/>).</summary>
    public bool IsForChats { get; init; }

    /// <summary>Whether a program may call it without a turn: it only asks, and answers soon.</summary>
    public bool IsForPrograms { get; init; }

    /// <summary>Whether there is such a tool for a turn, whatever policy says of it. Of a turn it may look at nothing that <see cref="OfferSituation"/> does not hold.</summary>
    public bool IsThereFor(ToolContext context) => (!IsKeepers || context.Keeper is not null) && (!IsPrivate || context.ReadsMemory) && (!IsForChats || context.WritesToChats);

    /// <summary>Why it is not there by the configuration, whatever policy says of it; null when it is.</summary>
    public string? MissingIn(ToolPlace place) => Name switch
    {
        WebSearchTool.Name => place.SearchMissing,
        ImageTool.Name => place.ImageMissing,
        _ => null,
    };

    /// <summary>The tools of runners that have to be there and allowed besides it for a call: it does what they do.</summary>
    public IReadOnlyList<string> NeedsFor(ToolCall call) => Name switch
    {
        ImageTool.Name => ImageTool.NeedsOf(new ToolArguments(call.ArgumentsJson, Declaration)),
        MessageTool.Name => MessageTool.NeedsOf(new ToolArguments(call.ArgumentsJson, Declaration)),
        _ => [],
    };

    /// <summary>Makes one.</summary>
    /// <param name="name">The name under which policy knows it.</param>
    /// <param name="description">What it does.</param>
    /// <param name="schema">The JSON schema of its arguments: an object.</param>
    public static ClusterTool Of(string name, string description, string schema) =>
        new(AIFunctionFactory.CreateDeclaration(name, description, JsonElement.Parse(schema)));
}
