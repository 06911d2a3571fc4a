namespace CityActors.Web.Api.Entities;

/// <summary>
/// Lets one creation of an id through at a time, so that of two callers who create the same entity one is told that it exists. It holds
/// in this process; in another one the second creation adds to the first, as any description of a known twin does.
/// </summary>
internal sealed class CreationGate : IDisposable
{
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, 256).Select(static _ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the turn; dispose of the answer to end it.</summary>
    public async Task<IDisposable> Enter(string id, CancellationToken cancellationToken)
    {
        var gate = gates[(uint)string.GetHashCode(id, StringComparison.Ordinal) % (uint)gates.Length];
        await gate.WaitAsync(cancellationToken);
        return new Turn(gate);
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(gates, static gate => gate.Dispose());

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
            {
                gate.Release();
            }
        }
    }
}
