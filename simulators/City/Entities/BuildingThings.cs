using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.City.Entities;

/// <summary>Buildings with their meters.</summary>
internal static class BuildingThings
{
    private static readonly string[] Categories =
        ["house", "house", "house", "apartments", "apartments", "apartments", "office", "office", "school", "retail", "hospital"];

    public static void Describe(EntityDraft draft)
    {
        if (draft.Kind == EntityKind.Building)
        {
            Building(draft);
            return;
        }

        var building = draft.Number % draft.Plan.Count(EntityKind.Building);
        draft.Line = Of(draft.Plan, building).Line;
        var isWater = draft.Kind == EntityKind.WaterMeter;
        draft.Say("name", isWater ? $"Đồng hồ nước {draft.Shown}" : $"Công tơ điện {draft.Shown}")
            .Point(isWater ? "refTarget" : "refDevice", EntityKind.Building, building);
    }

    /// <summary>People that a building is made for; its consumption follows them.</summary>
    public static double Capacity(CityPlan plan, int building)
    {
        var dice = Of(plan, building).Dice(DiceSubject.Building);
        return Size(dice.Of(Categories), ref dice).People;
    }

    private static EntityDraft Of(CityPlan plan, int building)
    {
        var draft = new EntityDraft(plan, EntityKind.Building, building);
        draft.Place = draft.Anywhere();
        return draft;
    }

    private static void Building(EntityDraft draft)
    {
        var dice = draft.Dice(DiceSubject.Building);
        var category = dice.Of(Categories);
        var (floors, people) = Size(category, ref dice);
        draft.Place = draft.Anywhere();
        draft.Say("name", VietnameseNames.Building(ref dice, category))
            .Say("category", new[] { category })
            .Say("floorsAboveGround", floors)
            .Say("peopleCapacity", people)
            .Say("address", $"Số {dice.Below(400) + 1} {draft.Plan.Streets.Name(dice.Below(draft.Plan.Streets.Streets))}");
    }

    private static (double Floors, double People) Size(string category, ref Dice dice)
    {
        double floors = category switch
        {
            "house" => 1 + dice.Below(4),
            "apartments" => 8 + dice.Below(22),
            "office" => 5 + dice.Below(20),
            "hospital" => 4 + dice.Below(8),
            _ => 1 + dice.Below(4),
        };
        return (floors, Math.Round(floors * (category == "house" ? 2 : dice.Between(20, 60))));
    }
}
