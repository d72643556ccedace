namespace Moltbot.Grains.Tests.Support;

/// <summary>Loses calls on their way to a grain when the test says so.</summary>
internal sealed class LostCalls : IIncomingGrainCallFilter
{
    /// <summary>Asked with <c>interface.method</c>; true loses the call.</summary>
    public Func<string, bool> Loses { get; set; } = static _ => false;

    /// <summary>Asked with <c>interface.method</c> of a call that was carried out; true loses its answer.</summary>
    public Func<string, bool> LosesAnswer { get; set; } = static _ => false;

    /// <summary>Told of a call that its grain has begun.</summary>
    public Action<string>? Begun { get; set; }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        string call = $"{context.InterfaceMethod.DeclaringType!.Name}.{context.InterfaceMethod.Name}";
        if (Loses(call))
        {
            throw new TimeoutException($"{call} went lost");
        }

        Task answer = context.Invoke();
        Begun?.Invoke(call);
        await answer;
        if (LosesAnswer(call))
        {
            throw new TimeoutException($"the answer to {call} went lost");
        }
    }
}
