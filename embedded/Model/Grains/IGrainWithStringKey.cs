namespace Orleans;

/// <summary>A grain whose key is a string. The only kind of key that the embedded engine knows.</summary>
public interface IGrainWithStringKey : IGrain;
