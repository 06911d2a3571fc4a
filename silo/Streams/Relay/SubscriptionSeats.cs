namespace CityActors.Silo.Streams.Relay;

/// <summary>
/// Counts subscriptions up to their limit. Orleans opens more cursors than there are subscribers: one that only holds a stream in place
/// while it asks who follows it, and one for a subscriber who starts elsewhere before it closes his old one. So a cursor takes a seat
/// when it is first asked for something. Touched under the relay's gate only.
/// </summary>
internal sealed class SubscriptionSeats(int most)
{
    private int taken;

    /// <summary>One more subscription.</summary>
    /// <returns>False when there are as many as there may be.</returns>
    public bool TryTake()
    {
        if (taken >= most)
        {
            return false;
        }

        taken++;
        return true;
    }

    /// <summary>A subscription has ended.</summary>
    public void Leave() => taken--;
}
