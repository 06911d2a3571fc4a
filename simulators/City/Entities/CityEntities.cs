using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.City.Entities;

/// <summary>All twins of a synthetic city beside its zones, one after the other: nothing of them is kept.</summary>
public static class CityEntities
{
    /// <summary>The twins in the order of their kinds and numbers.</summary>
    public static IEnumerable<CityEntity> Of(CityPlan plan)
    {
        foreach (var kind in EntityKinds.All)
        {
            for (var number = 0; number < plan.Count(kind); number++)
            {
                yield return One(plan, kind, number);
            }
        }
    }

    /// <summary>The twin of a kind and number.</summary>
    internal static CityEntity One(CityPlan plan, EntityKind kind, int number)
    {
        var draft = new EntityDraft(plan, kind, number);
        switch (kind)
        {
            case EntityKind.River or EntityKind.Road or EntityKind.RoadSegment:
                StreetThings.Describe(draft);
                break;
            case EntityKind.Building or EntityKind.ElectricityMeter or EntityKind.WaterMeter:
                BuildingThings.Describe(draft);
                break;
            case EntityKind.TrafficLoop or EntityKind.Camera or EntityKind.Parking or EntityKind.ParkingSpot or EntityKind.Bus
                or EntityKind.Streetlight:
                TrafficThings.Describe(draft);
                break;
            case EntityKind.TrafficSignal or EntityKind.MessageSign or EntityKind.Pump or EntityKind.Siren:
                SwitchedThings.Describe(draft);
                break;
            default:
                Stations.Describe(draft);
                break;
        }

        return draft.Entity();
    }
}
