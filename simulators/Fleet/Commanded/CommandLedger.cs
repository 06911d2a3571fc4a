namespace CityActors.Simulators.Fleet.Commanded;

/// <summary>
/// The commands that a device remembers, so that a repeat is answered again and not done again. Bounded: the oldest is forgotten first.
/// </summary>
internal sealed class CommandLedger
{
    /// <summary>Most commands remembered.</summary>
    public const int Most = 64;

    private readonly Dictionary<string, string?> answers = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>Whether a command is known, and the last answer to it; null: none was given.</summary>
    public bool TryGet(string id, out string? answer) => answers.TryGetValue(id, out answer);

    /// <summary>Remembers the last answer to a command.</summary>
    public void Set(string id, string? answer)
    {
        if (!answers.ContainsKey(id))
        {
            order.Enqueue(id);
            if (order.Count > Most)
            {
                answers.Remove(order.Dequeue());
            }
        }

        answers[id] = answer;
    }
}
