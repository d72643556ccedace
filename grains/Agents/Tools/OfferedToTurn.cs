using Microsoft.Extensions.AI;
using Moltbot.GrainInterfaces.Policy;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>What a turn is offered.</summary>
/// <param name="Tools">The tools that the model is told of.</param>
/// <param name="Place">Where what runners have would run; null while none is connected.</param>
internal sealed record OfferedToTurn(IReadOnlyList<AITool> Tools, ToolPlace? Place);
