using System.Collections.Concurrent;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Support;

/// <summary>Says when a grain has answered a call that nobody in the test made and nothing else tells of.</summary>
internal sealed class AnsweredCalls : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _answered = new();

    /// <param name="call">Which, as <c>interface.method</c>.</param>
    public Task First(string call) => Answered(call).Task.InTime();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        Answered($"{context.InterfaceMethod.DeclaringType!.Name}.{context.InterfaceMethod.Name}").TrySetResult();
    }

    private TaskCompletionSource Answered(string call) =>
        _answered.GetOrAdd(call, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
