using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Moltbot.Models.Failover;
using Moltbot.Models.Usage;

namespace Moltbot.Grains.Tests.Sessions.Support;

/// <summary>Answers at once and without a socket, so that a measurement sees sessions and storage alone.</summary>
internal sealed class InstantModel : IModelRouter
{
    public async IAsyncEnumerable<ModelEvent> StreamAsync(
        ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        yield return ModelEvent.Of(new ChatResponseUpdate(ChatRole.Assistant, "Hello "));
        yield return ModelEvent.Of(new ChatResponseUpdate(ChatRole.Assistant, "there."));
        yield return ModelEvent.Of(await AskAsync(request, cancellationToken));
    }

    public Task<ModelAnswer> AskAsync(ModelRequest request, CancellationToken cancellationToken = default)
    {
        ModelTarget target = request.Targets[0];
        return Task.FromResult(new ModelAnswer(
            target.Provider.Id, target.Model, null, new ChatResponse(new ChatMessage(ChatRole.Assistant, "Hello there.")),
            new TokenUsage(10, 5, 0, 0), 0.001m, []));
    }
}
