using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Moltbot.Models.Failover;
using Moltbot.Models.Usage;

namespace Moltbot.Grains.Tests.Sessions.Support;

/// <summary>Says "half", and is done when the test lets it, whether or not anybody has given up waiting for it.</summary>
internal sealed class StubbornModel : IModelRouter
{
    private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>Whether whoever asked has given up waiting.</summary>
    public bool IsLetGo { get; private set; }

    public void Finish() => _finish.TrySetResult();

    public async IAsyncEnumerable<ModelEvent> StreamAsync(
        ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Asked++;
        await using CancellationTokenRegistration letGo = cancellationToken.Register(() => IsLetGo = true);
        yield return ModelEvent.Of(new ChatResponseUpdate(ChatRole.Assistant, "half"));
        await _finish.Task;
        ModelTarget target = request.Targets[0];
        yield return ModelEvent.Of(new ModelAnswer(
            target.Provider.Id, target.Model, null, new ChatResponse(new ChatMessage(ChatRole.Assistant, "half")),
            new TokenUsage(10, 5, 0, 0), 0.001m, []));
    }

    public Task<ModelAnswer> AskAsync(ModelRequest request, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Sessions stream.");
}
