namespace Orleans;

/// <summary>Activations of the class are never ended for idling.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class KeepAliveAttribute : Attribute;
