using Moltbot.Policy.Exec.Documents;

namespace Moltbot.Policy.Exec.Plans;

/// <summary>What one call asks for itself: it can only narrow what may run and widen when a person is asked.</summary>
/// <param name="Security">What may run; null for what is set.</param>
/// <param name="Ask">When a person is asked; null for what is set.</param>
public sealed record ExecWish(ExecSecurity? Security = null, ExecAsk? Ask = null);
