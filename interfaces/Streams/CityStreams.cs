using System.Globalization;
using System.Text;
using Orleans.Runtime;
using Orleans.Streams;

namespace CityActors.Streams;

/// <summary>
/// Names of the city's Orleans streams. Events are <see cref="Twins.TwinChange"/>, their tokens are <see cref="ChangeToken"/>.
/// Only the fold writes these streams: <c>OnNextAsync</c> of a producer is refused with <see cref="InvalidOperationException"/>.
/// </summary>
/// <remarks>
/// A subscription without a token gets every change from the subscription on. One with the token of an event goes on after that event,
/// as far back as the change log is retained, also after a restart of the city; below that <c>OnErrorAsync</c> gets a
/// <see cref="ChangesGoneException"/> and the subscription ends. Subscriptions of grains outlive a restart (resume them when
/// activated), those of clients end with it. Changes of one twin come in their order; of two twins in any. No change is left out. Orleans
/// repeats a delivery that failed or was not answered in time: whoever must see each change once wraps the observer with
/// <see cref="Once"/> and stores the token of the last event together with what followed from it.
/// Orleans calls the observers of one client one after the other: whoever is slow in <c>OnNextAsync</c> holds up the other
/// subscriptions of his process (never those of others), so take the change, return, and work on your own time.
/// A twin that goes from one cell to another is told in both: <see cref="Twins.TwinChange.Cell"/> says where it is now.
/// </remarks>
public static class CityStreams
{
    /// <summary>Name of the stream provider.</summary>
    public const string Provider = "city";

    /// <summary>Namespace of the streams of twin changes by map cell.</summary>
    public const string TwinChanges = "twin-changes";

    /// <summary>
    /// The stream of one map cell (<see cref="Map.MapCell"/>; <see cref="Map.MapCell.Nowhere"/> for twins without a place).
    /// </summary>
    public static StreamId OfCell(long cell) => StreamId.Create(TwinChanges, cell.ToString(CultureInfo.InvariantCulture));

    /// <summary>The cell of a stream; false when it is no stream of a cell.</summary>
    public static bool TryCell(StreamId stream, out long cell)
    {
        cell = -1;
        return stream.Namespace.Span.SequenceEqual("twin-changes"u8)
            && long.TryParse(Encoding.UTF8.GetString(stream.Key.Span), NumberStyles.None, CultureInfo.InvariantCulture, out cell);
    }

    /// <summary>An observer that sees each change once, whatever Orleans repeats; for one subscription.</summary>
    /// <param name="observer">Who is to see the changes.</param>
    /// <param name="after">The token the subscription is made with; null: none.</param>
    public static IAsyncObserver<Twins.TwinChange> Once(IAsyncObserver<Twins.TwinChange> observer, ChangeToken? after = null) =>
        new OnceObserver(observer, after);
}
